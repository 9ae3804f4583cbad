import { readReport } from '#domain/catalogue/report/parse-report.ts';
import { REPORT_TEXT } from './domain/catalogue/report/report-text.ts';
const L = REPORT_TEXT.split('\n');
const show=(n:number,t:string,page:number)=>{const l=[...L];l[n-1]=t;const c=readReport(l.join('\n')).catalogue;console.log(t,'=>',JSON.stringify(c.programmes.find(p=>p.page===page)?.results.map(r=>[r.item,r.value,r.uncertain])));console.log(c.warnings.filter(w=>w.page===page).map(w=>w.message))};
for (const t of ['４','４５','４５０']) show(1682,t,19);
for (const t of ['補助事業者の決定件数','補助事業者の','補助事業者の決定件数      ']) show(5864,t,96);
