/** Incidents as the API shows them. */
import type { IncidentTable, SubmissionTable } from '../../store/submission-schema.ts'
import type { Incident } from '../api/incidents.ts'
import { checklistOf } from '../workflow/incidents.ts'

export function incidentView(
  incident: IncidentTable,
  row: Pick<SubmissionTable, 'title' | 'departmentId'>,
): Incident {
  return {
    id: incident.id,
    submission: incident.submissionId,
    title: row.title,
    department: row.departmentId,
    state: incident.state,
    content: incident.content,
    opened: incident.opened,
    openedBy: { id: incident.openedById, name: incident.openedByName, kind: incident.openedByKind },
    reason: incident.reason,
    due: incident.due,
    closed: incident.closed,
    checklist: checklistOf(incident),
    version: incident.version,
  }
}
