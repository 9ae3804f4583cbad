import { defineMessages } from '#ui/messages.ts';

/** What a person is to the centre, in words, and what that lets them do. */
export const roleLabels = defineMessages({
  ja: {
    coordinator: 'コーディネーター',
    office: '事務局',
    manager: '管理職',
    administrator: 'システム管理者',
    partner: '連携機関',
  },
  en: {
    coordinator: 'Coordinator',
    office: 'Office',
    manager: 'Manager',
    administrator: 'Administrator',
    partner: 'Partner institution',
  },
});

export const roleHints = defineMessages({
  ja: {
    coordinator: '企業を訪問し、聞き取りと相談を記録します',
    office: '記録に加えて、企業の一覧を取り込みます',
    manager: '記録と集計を見ます',
    administrator: 'すべてに加えて、職員と端末を管理します',
    partner: 'センターの外の人。所属する機関に繋いだ相談と、施策を見られます',
  },
  en: {
    coordinator: 'Visits companies, records interviews and leads',
    office: 'Records too, and imports lists of companies',
    manager: 'Sees the records and the tables',
    administrator: 'Everything, and manages people and devices',
    partner: 'Somebody outside the centre. Sees what was referred to their institution, and the programmes',
  },
});
