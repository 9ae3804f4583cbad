import { defineMessages } from '#ui/messages.ts';

/** The names of an account's fields as lists head them. */
export const fieldNames = defineMessages({
  ja: {
    name: '企業名',
    nameKana: '企業名カナ',
    corporateNumber: '法人番号',
    industry: '業種',
    employees: '従業員数',
    employeeCount: '従業員数（人数）',
    sales: '売上高',
    municipality: '市町村',
    postalCode: '郵便番号',
    address: '住所',
    phone: '電話番号',
    contactName: '担当者名',
    contactPosition: '担当者の役職',
    contactPhone: '担当者の電話番号',
    contactEmail: '担当者のメールアドレス',
    note: '備考',
    tags: 'タグ',
  },
  en: {
    name: 'Company name',
    nameKana: 'Name in kana',
    corporateNumber: 'Corporate number',
    industry: 'Industry',
    employees: 'Employees',
    employeeCount: 'Employees (number)',
    sales: 'Annual sales',
    municipality: 'Municipality',
    postalCode: 'Postal code',
    address: 'Address',
    phone: 'Telephone',
    contactName: 'Contact person',
    contactPosition: 'Contact position',
    contactPhone: 'Contact phone',
    contactEmail: 'Contact e-mail',
    note: 'Note',
    tags: 'Tags',
  },
});

/** What is wrong with a row. */
export const faultTexts = defineMessages({
  ja: {
    nameMissing: '企業名がありません',
    tooLong: '長すぎます（{limit}文字まで）',
    spreadsheetError: '表計算ソフトのエラーが入っています。式を直すか、値を入れ直してください',
    brokenCharacter: '読めない文字（�）が入っています。元の一覧から入れ直してください',
    surplusCells:
      '見出しより列が多い行です。はみ出した値があるため、列がずれているかもしれません。コンマを含む値は " で囲んでください',
    notCorporateNumber: '法人番号は13桁の数字です。表計算ソフトでは「文字列」の列にしてください',
    wrongCheckDigit: '法人番号の検査数字が合いません。番号を確かめてください',
    unknownIndustry: '業種として読めません',
    uncertainIndustry:
      '3桁の分類番号か、先頭の0が落ちた4桁の番号か分かりません。4桁なら0を補い、3桁なら見出しを「業種コード（小分類）」にしてください',
    unknownEmployees: '従業員数として読めません',
    unknownSales: '売上高として読めません。単位（千円など）を見出しに書いてください',
    unknownMunicipality: '県内の市町村として読めません',
    otherPrefecture: '県外の市区町村です。市町村は登録できません',
    notPostalCode: '郵便番号は7桁の数字です',
    notEmail: 'メールアドレスとして読めません（一つだけ書いてください）',
    lostDigits:
      '表計算ソフトが桁を落とした数（1.78E+08 など）です。元の一覧で列を「文字列」にして入れ直してください',
    notPhone: '電話番号として読めません。FAX番号ではないか、列がずれていないか確かめてください',
    placesDiffer: '市町村と住所の市町村が違います。どちらかを直してください',
    shownOtherwise:
      '入っている数と表示されている数が違います（入力値 / 表示）。表計算ソフトで表示形式を「標準」にして、正しい数に直してください',
    repeatedInFile: '{row}行目と同じ企業です',
    sameAccount: '{row}行目と同じ登録済みの企業を指しています',
  },
  en: {
    nameMissing: 'The company name is missing',
    tooLong: 'Too long (up to {limit} characters)',
    spreadsheetError: 'It holds a spreadsheet’s error. Mend the formula or enter the value again',
    brokenCharacter: 'It holds a character that was lost (�). Enter it again from the original list',
    surplusCells:
      'This row has more cells than there are headings, so its columns may be shifted. Put values with commas into quotation marks',
    notCorporateNumber: 'A corporate number has 13 digits. In a spreadsheet, make the column text',
    wrongCheckDigit: 'The check digit of the corporate number is wrong. Please check the number',
    unknownIndustry: 'Not readable as an industry',
    uncertainIndustry:
      'Either a code of three digits, or one of four that lost its zero. Put the zero back, or head the column 業種コード（小分類） if it has three digits',
    unknownEmployees: 'Not readable as a number of employees',
    unknownSales: 'Not readable as annual sales. Put the unit (such as 千円) into the heading',
    unknownMunicipality: 'Not readable as a municipality of the prefecture',
    otherPrefecture: 'A municipality of another prefecture, which cannot be registered',
    notPostalCode: 'A postal code has 7 digits',
    notEmail: 'Not readable as an e-mail address (one only)',
    lostDigits:
      'A spreadsheet has dropped its last digits (such as 1.78E+08). Make the column text in the original list and enter it again',
    notPhone:
      'Not readable as a telephone number. Please check whether it is a fax number or the columns are shifted',
    placesDiffer: 'The municipality is another one than that of the address. Please mend one of them',
    shownOtherwise:
      'The cell shows another figure than it holds (held / shown). Set its format to “General” in the spreadsheet and put the right figure in',
    repeatedInFile: 'The same company as in row {row}',
    sameAccount: 'Means the same registered company as row {row}',
  },
});

/** Why a row is no company. */
export const leftOutTexts = defineMessages({
  ja: {
    total: '合計の行です',
    remark: '注記の行です',
    headings: '見出しの繰り返しです',
    closed: '閉鎖・廃業した企業か、古い登記です',
    group: '区分の見出しの行です',
    blank: '番号だけの空の行です',
    hidden: 'Excel で非表示の行です。取り込むには、表示して（絞り込みを外して）保存し直してください',
  },
  en: {
    total: 'A line of totals',
    remark: 'A remark',
    headings: 'The headings once more',
    closed: 'A closed company or a former entry',
    group: 'The heading of a part of the list',
    blank: 'An empty row with a number only',
    hidden: 'Hidden in Excel. To import it, show it (take filters off) and save the file again',
  },
});

/** Why a row may be about a company without being so for certain. */
export const doubtTexts = defineMessages({
  ja: {
    several: '似た企業がいくつかあります',
    otherLegalForm: '名前は同じで、会社の種類（株式会社・有限会社など）が違います',
    otherAddress: '名前は同じで、住所が違います',
    noAddress: '名前は同じで、住所を比べられません',
  },
  en: {
    several: 'Several companies are like this one',
    otherLegalForm: 'The same name with another legal form',
    otherAddress: 'The same name at another address',
    noAddress: 'The same name; the addresses cannot be compared',
  },
});

/** The whole row, where a fault is not of one cell. */
export const wholeRow = defineMessages({ ja: { wholeRow: '行全体' }, en: { wholeRow: 'Whole row' } });

/** Why a file cannot be read. */
export const fileFaultTexts = defineMessages({
  ja: {
    spreadsheet:
      'Excel のファイルのままでは読めません。Excel で「CSV UTF-8（コンマ区切り）」として保存してから選んでください。',
    oldSpreadsheet:
      '古い形式の Excel ファイル（.xls）は読めません。Excel で「CSV UTF-8（コンマ区切り）」として保存してから選んでください。',
    encrypted:
      'パスワードのかかったファイルは読めません。パスワードを外し、「CSV UTF-8（コンマ区切り）」として保存してから選んでください。',
    openDocument:
      'ODS ファイルのままでは読めません。表計算ソフトで CSV（UTF-8）として保存してから選んでください。',
    webPage:
      'Excel のファイルに見えますが、中身はウェブページです。Excel で開き、「CSV UTF-8（コンマ区切り）」として保存してから選んでください。',
    brokenWorkbook:
      'Excel のファイルが壊れているか、読めない形式です。Excel で開いて保存し直してから選んでください。',
    tooLarge:
      'Excel のファイルが大きすぎます。不要なシートや列を消すか、CSV（UTF-8）で保存してから選んでください。',
    binaryWorkbook:
      '.xlsb 形式の Excel ファイルは読めません。「Excel ブック（.xlsx）」で保存してから選んでください。',
    binary: '文字の一覧として読めません。CSV ファイルを、UTF-8 か Shift_JIS で保存し直して選んでください。',
    brokenCharacter:
      '{at}行目に読めない文字があります。UTF-8 か Shift_JIS の CSV として保存し直してください。',
    garbled:
      '文字化けしたまま保存されたファイルです（縺ゅ＞ など）。文字化けする前の元のファイルを選んでください。',
    brokenQuotes: '{at}行目から始まる引用符（"）が閉じていません。ファイルのその行を直してください。',
    empty: 'ファイルが空です。',
    noRows: '見出しの下に行がありません。1行目を見出し、2行目からを企業にしてください。',
  },
  en: {
    spreadsheet:
      'An Excel file cannot be read as it is. Save it in Excel as “CSV UTF-8 (comma delimited)” and choose that file.',
    oldSpreadsheet:
      'An old Excel file (.xls) cannot be read. Save it in Excel as “CSV UTF-8 (comma delimited)” and choose that file.',
    encrypted:
      'A file with a password cannot be read. Take the password off, save it as “CSV UTF-8 (comma delimited)” and choose that file.',
    openDocument: 'An ODS file cannot be read as it is. Save it as CSV (UTF-8) and choose that file.',
    webPage:
      'It looks like an Excel file but is a web page. Open it in Excel, save it as “CSV UTF-8 (comma delimited)” and choose that file.',
    brokenWorkbook:
      'The Excel file is damaged or of a kind that cannot be read. Open it in Excel, save it again and choose that file.',
    tooLarge:
      'The Excel file is too large. Delete sheets and columns that are not needed, or save it as CSV (UTF-8).',
    binaryWorkbook: 'An .xlsb file cannot be read. Save it as “Excel workbook (.xlsx)” and choose that file.',
    binary:
      'This cannot be read as a list of text. Please save it again as CSV in UTF-8 or Shift_JIS and choose that file.',
    brokenCharacter:
      'Line {at} has characters that cannot be read. Please save the file again as CSV in UTF-8 or Shift_JIS.',
    garbled: 'This file was saved after its characters had been garbled. Please choose the original file.',
    brokenQuotes:
      'A quotation mark (") that opens in row {at} is never closed. Please mend that row of the file.',
    empty: 'The file is empty.',
    noRows: 'There are no rows beneath the headings. Row 1 holds the headings, companies begin in row 2.',
  },
});
