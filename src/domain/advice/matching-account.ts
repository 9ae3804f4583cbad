import { findEmployeeRange } from '#domain/records/bands.ts';
import type { Account } from '#domain/records/account.ts';
import type { Option } from '#domain/questionnaire/model.ts';
import type { CriterionState } from '#domain/records/visit.ts';

/** What advice rests on of a company; codes of the questionnaire's attributes. What is absent is not known. */
export interface CompanyAttributes {
  industry?: string;
  /** Band of the number of employees. */
  employees?: string;
  employeeCount?: number;
  region?: string;
}

/** The attributes of an account; the region is that of its municipality among the questionnaire's options. */
export function getCompanyAttributes(account: Account, municipalities: readonly Option[]): CompanyAttributes {
  const { industry, employees, employeeCount, municipality } = account;
  const region = municipalities.find(({ code }) => code === municipality)?.attributes?.['region'];
  return {
    ...(industry !== undefined && { industry }),
    ...(employees !== undefined && { employees }),
    ...(employeeCount !== undefined && { employeeCount }),
    ...(region !== undefined && { region }),
  };
}

/** Commerce and services by 中小企業基本法 第2条. */
const SERVICES: readonly string[] = [
  'professional',
  'living',
  'education',
  'medical',
  'compound',
  'services',
];
/** Divisions that the law splits between services and the rest. */
const MIXED: readonly string[] = ['information', 'accommodation', 'realestate', 'unclassified'];

/** A number of employees up to which it is certain, and beyond which it is excluded. */
interface SizeLimits {
  certainUpTo: number;
  excludedAbove: number;
}

/**
 * Limits by 中小企業基本法 第2条: 小規模企業者 have up to 20 employees, in commerce and services
 * 5; 中小企業者 300, wholesale and services 100, retail 50, **or** a small capital, which an
 * account does not hold: too many employees alone exclude nobody.
 */
function getSizeLimits(size: 'small' | 'sme', industry: string | undefined): SizeLimits {
  const isTrade = industry === 'trade';
  const isService = industry !== undefined && SERVICES.includes(industry);
  const isMixed = industry === undefined || MIXED.includes(industry);
  if (size === 'sme') {
    return { certainUpTo: isTrade || isMixed ? 50 : isService ? 100 : 300, excludedAbove: Infinity };
  }
  if (isTrade || isService) return { certainUpTo: 5, excludedAbove: 5 };
  return { certainUpTo: isMixed ? 5 : 20, excludedAbove: 20 };
}

/** Whether a company is small, or an SME, as far as its attributes tell. */
export function judgeSize(
  size: 'small' | 'sme',
  { industry, employees, employeeCount }: CompanyAttributes,
): CriterionState {
  const range =
    employeeCount === undefined ? findEmployeeRange(employees) : ([employeeCount, employeeCount] as const);
  if (!range) return 'unknown';
  const { certainUpTo, excludedAbove } = getSizeLimits(size, industry);
  if (range[1] <= certainUpTo) return 'met';
  return range[0] > excludedAbove ? 'unmet' : 'unknown';
}
