import { ref, watch, type Ref } from 'vue';
import { findRemembered, remember } from '#client/storage/device-memory.ts';

/** How much is on the screen at a time. */
export type InterviewDisplay = 'question' | 'section';

const DISPLAY_KEY = 'banso.interview.display';
const ADVANCES_KEY = 'banso.interview.advances';

/** How this device shows interviews; what is chosen is remembered. */
export interface InterviewPreferences {
  display: Ref<InterviewDisplay>;
  /** A tap on the one answer goes on to the next question by itself. */
  advances: Ref<boolean>;
}

/** The preferences as this device was left with. */
export function useInterviewPreferences(): InterviewPreferences {
  const display = ref<InterviewDisplay>(findRemembered(DISPLAY_KEY) === 'section' ? 'section' : 'question');
  const advances = ref(findRemembered(ADVANCES_KEY) === 'yes');
  watch(display, (value) => remember(DISPLAY_KEY, value));
  watch(advances, (value) => remember(ADVANCES_KEY, value ? 'yes' : 'no'));
  return { display, advances };
}
