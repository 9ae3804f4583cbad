import { computed, reactive, ref, shallowRef } from 'vue';
import { listLetterRecipients } from '#domain/fieldwork/letters/letter-recipients.ts';
import { computeAddressSize } from '#domain/fieldwork/letters/letter-sheet.ts';
import { bearsCode, type LetterKind } from '#domain/fieldwork/letters/letter-texts.ts';
import {
  findAddressFault,
  postalAddressOf,
  type PostalAddress,
} from '#domain/fieldwork/letters/postal-address.ts';
import { splitIntoBatches, type UnitState } from '#domain/fieldwork/survey-units.ts';
import type { Account } from '#domain/records/account.ts';
import { useCodeLabels } from '#client/records/code-labels.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { INVITATION_BATCH_LIMIT, type Invitation } from '#protocol/surveys.ts';

/** A company of the list that letters may go to. */
export interface LetterUnit {
  id: string;
  name: string;
  isArchived: boolean;
}

/** What a list says of the address of a unit that no record on this device has. */
export type AddressOf = (id: string) => Partial<Account> | undefined;

/** A letter that is ready to be printed. */
export interface ReadyLetter {
  id: string;
  companyName: string;
  postal: PostalAddress;
  invitation: Invitation | undefined;
}

/** What a run of letters reads, and asks again just before each print. */
interface LetterSources {
  units: () => readonly LetterUnit[];
  stateOf: (id: string) => UnitState;
  addressOf: AddressOf;
  /** Asks how far the companies have come; whether the server told. */
  refresh: () => Promise<boolean>;
  /** The codes in force of companies; `undefined` when they cannot be had. */
  read: (accountIds: string[]) => Promise<Invitation[] | undefined>;
}

/**
 * Letters of one kind to the companies that are shown, a few hundred at a time. Who gets one
 * is settled when the kind is chosen, so that ranges stay as they are; who has answered or
 * refused since is left out of what is printed all the same.
 */
export function useLetterRun({ units, stateOf, addressOf, refresh, read }: LetterSources) {
  const { db } = useWorkspace();
  const labels = useCodeLabels();
  const kind = ref<LetterKind>('invitation');
  const withoutAddress = ref(false);
  let turn = 0;
  const recipients = shallowRef<(LetterUnit & { postal: PostalAddress })[]>([]);

  const addressed = computed(() => recipients.value.filter(({ postal }) => postal.address !== ''));
  const chosen = computed(() => (withoutAddress.value ? recipients.value : addressed.value));
  const batches = computed(() => splitIntoBatches(chosen.value, INVITATION_BATCH_LIMIT));
  const faults = computed(() => {
    const count = (test: (postal: PostalAddress, name: string) => boolean): number =>
      recipients.value.filter(({ postal, name }) => test(postal, name)).length;
    return {
      noAddress: count((postal) => findAddressFault(postal) === 'noAddress'),
      noPostalCode: count((postal) => findAddressFault(postal) === 'noPostalCode'),
      tooLong: count((postal, name) => computeAddressSize([postal.address, `${name} 御中`]) === 'tooLong'),
    };
  });

  async function choose(next: LetterKind): Promise<void> {
    const thisTurn = ++turn;
    const found = listLetterRecipients(next, units(), stateOf);
    const accounts = await db.accounts.bulkGet(found.map(({ id }) => id));
    if (thisTurn !== turn) return;
    // Kind and companies change at once: no letter of one kind goes to those of another.
    kind.value = next;
    recipients.value = found.map((unit, index) => {
      const fields = addressOf(unit.id) ?? accounts[index]?.fields ?? {};
      const municipality = labels.label('attribute.municipality', fields.municipality);
      return { ...unit, postal: postalAddressOf(fields, municipality) };
    });
  }

  /** The letters of a batch that are still to be sent; `undefined` when the server could not tell. */
  async function prepare(batch: number): Promise<ReadyLetter[] | undefined> {
    if (!(await refresh())) return undefined;
    const due = listLetterRecipients(kind.value, batches.value[batch] ?? [], stateOf);
    if (!bearsCode(kind.value) || due.length === 0)
      return due.map(({ id, name, postal }) => ({ id, companyName: name, postal, invitation: undefined }));
    const invitations = await read(due.map(({ id }) => id));
    if (!invitations) return undefined;
    const usable = new Map(
      invitations
        .filter(({ answeredAt }) => answeredAt === null)
        .map((invitation) => [invitation.accountId, invitation]),
    );
    return due.flatMap(({ id, name, postal }) => {
      const invitation = usable.get(id);
      return invitation ? [{ id, companyName: name, postal, invitation }] : [];
    });
  }

  return reactive({ kind, withoutAddress, recipients, chosen, batches, faults, choose, prepare });
}
