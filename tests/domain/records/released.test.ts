import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DEFINITIONS } from '#domain/records/collections.ts';
import type { Definition } from '#domain/records/definition.ts';
import { mergeStores, SCHEMA_VERSIONS, wantedStores } from '#client/storage/schema-versions.ts';

/*
 * What has been released is frozen in tests/fixtures/released: devices and databases in the field
 * were made by it. Whoever changes a definition or the device's stores adds a version (docs/recipes.md).
 */
const folder = new URL('../../fixtures/released/', import.meta.url);

function readReleased<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as T;
}

/** A definition as data: all of it but what rules compute. */
function describeDefinition({
  fields,
  groups,
  indices,
  rules,
  closing,
  appendOnly,
  serverOnly,
  mergedInto,
  keptByErasure,
}: Definition) {
  return JSON.parse(
    JSON.stringify({
      fields,
      groups,
      indices,
      rules: rules.map(({ code }) => code),
      closing,
      appendOnly,
      // Most collections have none, and the older files do not name it.
      ...(serverOnly.length > 0 && { serverOnly }),
      mergedInto,
      keptByErasure,
    }),
  ) as unknown;
}

it.each(Object.values(DEFINITIONS).map((definition): [string, Definition] => [definition.name, definition]))(
  'the definition of %s is the one that was released under its version',
  (name, definition) => {
    const file = `${name}.${definition.version}.json`;
    expect(
      existsSync(new URL(file, folder)),
      `freeze version ${definition.version} of ${name} in ${file}`,
    ).toBe(true);
    expect(describeDefinition(definition), 'changed without a new version').toEqual(readReleased(file));
    expect(
      existsSync(new URL(`${name}.${definition.version + 1}.json`, folder)),
      'a newer version was released',
    ).toBe(false);
  },
);

it('the stores of the device are those that its released versions come to', () => {
  expect(mergeStores(SCHEMA_VERSIONS)).toEqual(wantedStores(DEFINITIONS));
});

it('a released version of the device’s stores never changes, and each later one has a test that upgrades to it', () => {
  const released = readReleased<object[]>('device-stores.json');
  expect(SCHEMA_VERSIONS, 'freeze the new version in device-stores.json').toEqual(released);
  for (let version = 4; version <= released.length; version += 1) {
    const test = new URL(`../../client/storage/upgrades/version-${version}.test.ts`, import.meta.url);
    expect(existsSync(test), `tests/client/storage/upgrades/version-${version}.test.ts`).toBe(true);
  }
});
