import { defineMessages } from '#ui/messages.ts';

/** A visit is also a call or a meeting: its title and its steps by the way in which one speaks to the company. */
export const visitWayMessages = defineMessages({
  ja: {
    visitTitle: '{name}への訪問',
    telephoneTitle: '{name}への電話',
    onlineTitle: '{name}とのオンライン面談',
    officeTitle: '{name}の来所相談',
    visit: '訪問',
    telephone: '電話',
    online: 'オンライン面談',
    office: '来所相談',
    over: 'この{way}は終了しています',
    start: '{way}を始める',
    finish: '{way}を終える',
    cancel: '{way}を取りやめる',
    started: '{way}を始めました',
    finished: '{way}を終えました',
    cancelled: '{way}を取りやめました',
  },
  en: {
    visitTitle: 'Visit to {name}',
    telephoneTitle: 'Call with {name}',
    onlineTitle: 'Online meeting with {name}',
    officeTitle: 'Meeting with {name} at the office',
    visit: 'visit',
    telephone: 'call',
    online: 'online meeting',
    office: 'meeting',
    over: 'This {way} is finished',
    start: 'Start the {way}',
    finish: 'Finish the {way}',
    cancel: 'Cancel the {way}',
    started: 'The {way} has begun',
    finished: 'The {way} is finished',
    cancelled: 'The {way} was cancelled',
  },
});
