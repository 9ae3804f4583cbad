import type { Export } from '#domain/records/export.ts';
import { useWorkspace } from '#client/records/workspace.ts';

/** What is taken along: everything of an export's record but who and when. */
export type ExportedFile = Omit<Export, 'by' | 'at'>;

/** The list of who took which figures along. */
export interface ExportLog {
  /** Records, also offline, that the person at work takes a file along now; rejects where the device cannot keep it. */
  recordExport(file: ExportedFile): Promise<void>;
}

/** The way to record what the person at work takes along. */
export function useExportLog(): ExportLog {
  const workspace = useWorkspace();
  return {
    recordExport: (file) =>
      workspace.write('exports', workspace.newId(), {
        ...file,
        by: workspace.session.user.id,
        at: workspace.now(),
      }),
  };
}
