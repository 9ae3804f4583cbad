import type { meetings } from '#domain/records/meeting.ts';
import type { CollectionWords } from './collection-words.ts';

export const meetingWords: CollectionWords<typeof meetings> = {
  name: { ja: '会議', en: 'Meeting' },
  fields: {
    title: { ja: '名前', en: 'Title' },
    kind: { ja: '種類', en: 'Kind' },
    heldOn: { ja: '開催日', en: 'Held on' },
    place: { ja: '場所', en: 'Place' },
    fiscalYear: { ja: '年度', en: 'Fiscal year' },
    items: { ja: '資料', en: 'Pack' },
    minutes: { ja: '議事の記録', en: 'Minutes' },
    said: { ja: '話したこと', en: 'What was said' },
    actions: { ja: 'だれが何をいつまでに', en: 'Who does what by when' },
    heldAt: { ja: '開いた時刻', en: 'Held at' },
    heldBy: { ja: '資料を固定した人', en: 'Pack kept by' },
    shown: { ja: '示した数字', en: 'Numbers as shown' },
    invented: { ja: '架空のデータ', en: 'Invented data' },
  },
  groups: { held: { ja: '示した資料', en: 'Pack as shown' } },
  codes: {
    kind: {
      supportMeasures: { ja: '支援策検討会議', en: 'Support-measures meeting' },
      study: { ja: '勉強会', en: 'Study meeting' },
    },
  },
  rules: {},
};
