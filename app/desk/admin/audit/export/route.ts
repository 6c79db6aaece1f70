import { AUDIT_COLUMNS } from '@/components/events/audit-csv'
import { AuditQuery } from '@/lib/events/audit'
import { exportAudit } from '@/lib/events/queries/audit'
import { csvAnswer } from '@/lib/web/csv'
import { route } from '@/lib/web/route'

export const GET = route('desk', AuditQuery, (ctx, query) => csvAnswer('audit', ctx, AUDIT_COLUMNS, exportAudit(ctx, query)))
