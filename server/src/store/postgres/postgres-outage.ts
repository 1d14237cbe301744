import { codeOf } from '../../kernel/code-of.ts'
import { reasonOf } from '../../kernel/reason-of.ts'

/**
 * SQLSTATE codes (PostgreSQL, appendix A): connection lost, resources exhausted, shutdown, disk, read-only after a failover, idle
 * timeout.
 */
const STATES = /^(?:08...|53...|57P0\d|58...|25006|25P03|28P01|3D000)$/
/** Errors of the operating system. */
const SYSTEM = /^E(?:CONN\w+|PIPE|TIMEDOUT|NOTFOUND|HOSTUNREACH|NETUNREACH|NETDOWN|AI_AGAIN)$/
/** Errors of the driver, which have no codes. */
const DRIVER =
  /^(?:Connection terminated|Query read timeout|timeout exceeded when trying to connect|timeout expired|Client (?:has encountered a connection error|was closed))/

/** Whether the server is unreachable or cannot work; false for a rejected statement. */
export function isPostgresOutage(error: unknown): boolean {
  const code = codeOf(error)
  return STATES.test(code) || SYSTEM.test(code) || DRIVER.test(reasonOf(error))
}
