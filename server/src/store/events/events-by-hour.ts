import { idAt } from '../../kernel/id.ts'
import { HOUR } from '../../kernel/time.ts'
import type { EventRepository, HourlyEvents } from '../../workspaces/event.ts'
import { isOfEndUser } from './is-of-end-user.ts'
import { createParameters } from '../sql/parameters.ts'
import type { Sql } from '../sql/sql.ts'

/** Counts events by hour and type. IDs start with a time, so each count reads only a range of an index. */
export function createEventsByHour(sql: Pick<Sql, 'scan'>): EventRepository['countByHour'] {
  return async ({ workspaceId, endUserId }, types, { since, until }) => {
    const { values, bind } = createParameters()
    const workspace = bind(workspaceId)
    const visible = endUserId === null ? '' : ` AND ${isOfEndUser(workspace, bind(endUserId))}`
    const selects: string[] = []
    for (let hour = since; hour < until; hour += HOUR) {
      const span = `id >= ${bind(idAt('evt', hour))} AND id < ${bind(idAt('evt', hour + HOUR))}`
      for (const type of types)
        selects.push(
          `SELECT ${hour} AS hour, '${type}' AS type, COUNT(*) AS count FROM events WHERE workspace_id = ${workspace} AND type = '${type}' AND ${span}${visible}`,
        )
    }
    return sql.scan<HourlyEvents>(selects.join(' UNION ALL '), values)
  }
}
