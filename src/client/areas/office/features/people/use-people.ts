import { computed, onMounted, reactive, shallowRef } from 'vue';
import {
  createPasswordLink,
  createPerson,
  listPeople,
  updatePerson,
  type NewPerson,
} from '#client/api/session-api.ts';
import { useAttempt } from '#client/api/use-attempt.ts';
import type { CreatedPerson, Person } from '#protocol/session.ts';

/** What an administrator changes about a person. */
export type PersonChanges = Parameters<typeof updatePerson>[1];

/**
 * The centre's people, kept on the server only: without a network there is no list and
 * nothing can be changed (`isUnreachable`). A failed change leaves its problem in `problem`.
 */
export function usePeople() {
  const people = shallowRef<Person[] | null>(null);
  const { attempt, isBusy, isUnreachable, problem, forget } = useAttempt();

  /** Those who work here first, in the order of their names. */
  const sorted = computed(
    () =>
      people.value &&
      [...people.value].sort(
        (one, other) => Number(other.active) - Number(one.active) || one.name.localeCompare(other.name, 'ja'),
      ),
  );

  function place(person: Person): void {
    const others = (people.value ?? []).filter(({ userId }) => userId !== person.userId);
    people.value = [...others, person];
  }

  async function load(): Promise<void> {
    const list = await attempt(listPeople);
    if (list) people.value = list;
  }

  /** Adds a person; the answer holds the one-time link. `undefined` when it did not work. */
  async function add(person: NewPerson): Promise<CreatedPerson | undefined> {
    const created = await attempt(() => createPerson(person));
    if (created) place(created.person);
    return created;
  }

  /** Changes a person. `undefined` when it did not work. */
  async function change(userId: string, changes: PersonChanges): Promise<Person | undefined> {
    const person = await attempt(() => updatePerson(userId, changes));
    if (person) place(person);
    return person;
  }

  /** Makes a fresh one-time link. `undefined` when it did not work. */
  function makeLink(userId: string): Promise<CreatedPerson | undefined> {
    return attempt(() => createPasswordLink(userId));
  }

  onMounted(load);
  return reactive({ people: sorted, isUnreachable, problem, isBusy, load, add, change, makeLink, forget });
}
