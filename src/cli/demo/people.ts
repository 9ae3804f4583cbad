import { randomInt } from 'node:crypto';
import type { Role } from '#domain/access/permissions.ts';
import { hashPassword } from '#server/auth/password-hash.ts';
import { instantOf, newId, type Clock } from '#server/journal/clock.ts';
import { insertUser, setPasswordHash } from '#server/database/queries/people.ts';
import type { DatabaseHandle } from '#server/database/connect.ts';
import { insertStaff, listStaff } from '#server/database/queries/staff.ts';
import { refreshStaffDocument } from '#server/people/staff-document.ts';

/** One of the invented staff, with the password that was just given to them. */
export interface DemoPerson {
  userId: string;
  name: string;
  email: string;
  role: Role;
  password: string;
}

const PEOPLE: { name: string; email: string; role: Role; expertise: string[]; areas?: string[] }[] = [
  { name: '工藤 直子（架空）', email: 'kudo@demo.example', role: 'administrator', expertise: [] },
  { name: '成田 誠（架空）', email: 'narita@demo.example', role: 'manager', expertise: [] },
  { name: '三上 優子（架空）', email: 'mikami@demo.example', role: 'office', expertise: [] },
  {
    name: '葛西 健（架空）',
    email: 'kasai@demo.example',
    role: 'coordinator',
    expertise: ['productivity', 'equipment', 'digital'],
  },
  {
    name: '小山内 恵（架空）',
    email: 'osanai@demo.example',
    role: 'coordinator',
    expertise: ['sales', 'newproducts', 'overseas'],
    areas: ['hachinohe', 'sannohe', 'gonohe'],
  },
  {
    name: '種市 拓也（架空）',
    email: 'taneichi@demo.example',
    role: 'coordinator',
    expertise: ['finance', 'succession', 'labour'],
  },
  { name: '連携機関の窓口（架空）', email: 'madoguchi@demo.example', role: 'partner', expertise: [] },
];

/** No letters that look alike: the passwords are read from a screen and typed. */
const SYLLABLES = [
  'ka',
  'ki',
  'ku',
  'ke',
  'ko',
  'sa',
  'su',
  'se',
  'so',
  'ta',
  'te',
  'to',
  'na',
  'ni',
  'nu',
  'ne',
  'no',
  'ha',
  'hi',
  'fu',
  'ma',
  'mi',
  'mu',
  'me',
  'mo',
  'ya',
  'yu',
  'ra',
  'ri',
  'ru',
  're',
];

/** Makes the seven invented people, or gives those who are there new passwords. */
export async function installPeople(
  { db, dialect }: DatabaseHandle,
  centreId: string,
  clock: Clock,
): Promise<DemoPerson[]> {
  const at = instantOf(clock);
  const people = PEOPLE.map((person) => ({ ...person, password: inventPassword() }));
  const hashes = await Promise.all(people.map(({ password }) => hashPassword(password)));
  return db.transaction().execute(async (tx) => {
    const staff = await listStaff(tx, centreId);
    const installed: DemoPerson[] = [];
    for (const [index, { name, email, role, expertise, areas, password }] of people.entries()) {
      const userId = staff.find((entry) => entry.name === name)?.userId ?? newId(clock);
      if (await insertUser(tx, dialect, { id: userId, centreId, name, email, createdAt: at })) {
        await insertStaff(tx, {
          centreId,
          userId,
          name,
          role,
          expertise,
          ...(areas && { areas }),
          active: true,
          accessVersion: 1,
          language: 'ja',
          createdAt: at,
        });
      }
      await setPasswordHash(tx, { userId, hash: hashes[index]!, credentialId: newId(clock), at });
      installed.push({ userId, name, email, role, password });
    }
    await refreshStaffDocument(tx, centreId, clock);
    return installed;
  });
}

/** Four groups of six letters and digits: 70 bits, typed on a phone without the shift key. */
function inventPassword(): string {
  const group = (): string =>
    Array.from({ length: 3 }, () => SYLLABLES[randomInt(SYLLABLES.length)]).join('') + randomInt(10);
  return Array.from({ length: 4 }, group).join('-');
}
