import { computed, type ComputedRef, type Ref } from 'vue';
import { codeOfRole, itemRolesOf } from '#domain/questionnaire/find-by-role.ts';
import type { ItemRole } from '#domain/questionnaire/item-roles.ts';
import { listItems, type Item, type Option, type Questionnaire } from '#domain/questionnaire/model.ts';
import { language } from '#ui/messages.ts';
import { useDocument } from './documents.ts';

/** The labels of codes that accounts, visits and leads share with the questionnaire. */
export interface CodeLabels {
  /** The label of an option of the item of a role in the screen's language; the code itself when it is unknown, nothing until the codebook is there. */
  label: (role: ItemRole, optionCode: string | undefined) => string;
  /** The same of any item. */
  labelOfItem: (itemCode: string, optionCode: string | undefined) => string;
  /** The options of the item of a role, in codebook order. */
  options: (role: ItemRole) => Option[];
  ready: ComputedRef<boolean>;
}

/**
 * Industries, bands, municipalities and issues by code: the questionnaire on this
 * device is their codebook, so that records and survey answers can be tabulated together.
 *
 * @param questionnaire where the page follows it already
 */
export function useCodeLabels(
  questionnaire: Readonly<Ref<Questionnaire | undefined>> = useDocument('questionnaire').data,
): CodeLabels {
  const codebook = computed(
    () => new Map((questionnaire.value ? listItems(questionnaire.value) : []).map(describeItem)),
  );

  function codeOf(role: ItemRole): string {
    return codeOfRole(itemRolesOf(questionnaire.value), role) ?? '';
  }

  function options(role: ItemRole): Option[] {
    return codebook.value.get(codeOf(role))?.options ?? [];
  }

  function label(role: ItemRole, optionCode: string | undefined): string {
    return labelOfItem(codeOf(role), optionCode);
  }

  function labelOfItem(itemCode: string, optionCode: string | undefined): string {
    // No code flashes up where words will stand in a moment.
    if (optionCode === undefined || questionnaire.value === undefined) return '';
    return codebook.value.get(itemCode)?.byCode.get(optionCode)?.label[language.value] ?? optionCode;
  }

  return { label, labelOfItem, options, ready: computed(() => questionnaire.value !== undefined) };
}

function describeItem({
  code,
  options = [],
}: Item): [string, { options: Option[]; byCode: Map<string, Option> }] {
  return [code, { options, byCode: new Map(options.map((option) => [option.code, option])) }];
}
