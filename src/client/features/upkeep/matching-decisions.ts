/** The word for a programme that is none of another year. */
export const NEW_PROGRAMME = 'new';
