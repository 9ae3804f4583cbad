/** An older state of the centre that was put back, and what it has not brought back by itself. */
export interface RestoreNotice {
  /** Names it in `POST /api/centre/restore-notice/:id/understood`. */
  id: string;
  /** Whether an administrator has taken notice of all that is known of it. */
  isUnderstood: boolean;
  /** When it was put back; of one that nobody declared, when a device proved it. */
  at: string;
  /** By the command `restore`; else noticed later. */
  isDeclared: boolean;
  /**
   * Companies' submissions that are proven to have been taken in and are not there: at least so many. What
   * staff had recorded comes back from their devices by itself; what companies had sent does not.
   */
  lostSubmissions: number;
  /**
   * The receipts that the lost ones may bear: a company whose number lies above the first and not above
   * the last has to be asked again. Null while nothing is proven.
   */
  receiptNumbers: { above: string; last: string } | null;
}

/** `GET /api/centre/restore-notice`: the latest first. */
export interface RestoreNoticeList {
  restores: RestoreNotice[];
}
