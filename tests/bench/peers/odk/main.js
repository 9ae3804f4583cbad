import { OdkWebForm, webFormsPlugin } from '@getodk/web-forms';
import { createApp, h } from 'vue';

const formXml = document.getElementById('definition').textContent;
const fetchFormAttachment = () => Promise.reject(new Error('this form has no attachments'));

createApp({ render: () => h(OdkWebForm, { formXml, fetchFormAttachment }) }).use(webFormsPlugin).mount('#app');
