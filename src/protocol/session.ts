import * as v from 'valibot';
import { ROLES, type Role } from '#domain/access/permissions.ts';
import type { Language } from '#domain/canonical/language.ts';
import type { CentreCard } from './respondent-page.ts';

/** Who is signed in, to which centre. `GET /api/session`. */
export interface SessionResponse {
  user: { id: string; name: string; email: string; role: Role; language: Language };
  centre: CentreDetails;
  /** The centre's public key (P-256, an uncompressed point in base64url), to seal what is unsent when a person leaves. */
  sealingKey?: string;
  serverTime: string;
}

/** The centre, as everyone who belongs to it sees it. */
export interface CentreDetails extends CentreCard {
  id: string;
  /** Within how many working days a new lead is due; absent for no date. */
  leadDays?: number;
}

/** A colleague, as every signed-in person of the centre sees them. `GET /api/staff`. */
export interface StaffMember {
  userId: string;
  name: string;
  role: Role;
  /** Fields of expertise as issue codes; leads are assigned by them. */
  expertise: string[];
  /** Municipalities that they cover; absent or empty where that is all of them. Apps of before do not send it. */
  areas?: string[];
  active: boolean;
}

const email = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.email(), v.maxLength(254));
// Control characters and half characters (lone surrogates) have no place in a name, nor in every database.
const nameText = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(100),
  v.regex(/^[^\p{Cc}\p{Cs}]*$/u, 'not plain text'),
);
// One line: what breaks lines elsewhere than in a terminal is none either.
const contactLine = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(200),
  v.regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u, 'not one line of plain text'),
);
const expertise = v.pipe(
  v.array(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_.-]{1,64}$/, 'not a code'))),
  v.maxLength(50),
);
const areas = v.pipe(
  v.array(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_.-]{1,64}$/, 'not a code'))),
  v.maxLength(100),
);
// Length and commonness are judged by the server's password rule, with its own problem codes.
const password = v.pipe(v.string(), v.maxLength(256));

/** `POST /api/sign-in` */
export const signInSchema = v.object({ email, password });
/** `POST /api/links/:token` for a link that creates the first administrator. */
export const firstAdministratorSchema = v.object({ email, password, name: nameText, centreName: nameText });
/** `POST /api/links/:token` for a link that sets a person's (first or forgotten) password. */
export const setPasswordSchema = v.object({ password });
/** `POST /api/people` */
export const createPersonSchema = v.object({
  email,
  name: nameText,
  role: v.picklist(ROLES),
  expertise: v.optional(expertise, []),
  areas: v.optional(areas),
});
/** `PATCH /api/people/:userId` */
export const updatePersonSchema = v.object({
  name: v.optional(nameText),
  role: v.optional(v.picklist(ROLES)),
  expertise: v.optional(expertise),
  areas: v.optional(areas),
  active: v.optional(v.boolean()),
});

const leadDays = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60));

/** `PATCH /api/centre`; what is left out stays, `null` takes the contact away. */
export const updateCentreSchema = v.pipe(
  v.strictObject({
    name: v.optional(nameText),
    contact: v.optional(v.nullable(contactLine)),
    leadDays: v.optional(v.nullable(leadDays)),
  }),
  v.check((changes) => Object.keys(changes).length > 0, 'nothing to change'),
);
export type UpdateCentre = v.InferOutput<typeof updateCentreSchema>;

/** What an unused one-time link is for. `GET /api/links/:token` */
export interface LinkResponse {
  purpose: 'first-administrator' | 'set-password';
  email?: string;
  name?: string;
  expiresAt: string;
}

/** A person as administrators see them. `GET /api/people`; a new one comes with the link to hand over. */
export interface Person extends StaffMember {
  email: string;
  lastSeenAt: string | null;
}
export interface CreatedPerson {
  person: Person;
  /** One-time link, to be handed over by the administrator, for setting the password. */
  link: string;
}

/** One of a person's signed-in devices. `GET /api/devices` */
export interface SignedInDevice {
  id: string;
  current: boolean;
  userAgent: string;
  lastSeenAt: string;
}
