/** What a company's record keeps by the codes of the questionnaire's items of these roles. */
export const COMPANY_ATTRIBUTES = ['industry', 'employees', 'sales', 'municipality'] as const;
export type CompanyAttribute = (typeof COMPANY_ATTRIBUTES)[number];

/** The role of the item that asks for an attribute. */
export function roleOfAttribute<Name extends CompanyAttribute>(attribute: Name): `attribute.${Name}` {
  return `attribute.${attribute}`;
}

const ATTRIBUTE_NAMES: ReadonlySet<string> = new Set(COMPANY_ATTRIBUTES);

/** Whether a field of a company's record holds one of those codes. */
export function isCompanyAttribute(field: string): field is CompanyAttribute {
  return ATTRIBUTE_NAMES.has(field);
}
