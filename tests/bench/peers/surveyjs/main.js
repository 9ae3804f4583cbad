import { Model } from 'survey-core';
import 'survey-core/i18n/japanese';
// Without the web fonts, which would come from another origin.
import 'survey-core/survey-core.fontless.css';
import { SurveyComponent } from 'survey-vue3-ui';
import { createApp, h } from 'vue';

const model = new Model(JSON.parse(document.getElementById('definition').textContent));
model.locale = 'ja';

createApp({ render: () => h(SurveyComponent, { model }) }).mount('#app');
