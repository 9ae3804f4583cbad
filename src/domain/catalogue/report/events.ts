/** The commonest words by which the history says what happened; a pattern. */
export const EVENT = '(?:制度|事業)(?:創設|拡充|名変更|統合|開始|組替)';
