/** Of PostgreSQL (appendix A): connection lost, resources gone, shut down, disk, read-only after a failover, cut off while idle. */
const STATES = /^(?:08...|53...|57P0\d|58...|25006|25P03|28P01|3D000)$/
/** Of the operating system. */
const SYSTEM = /^E(?:CONN\w+|PIPE|TIMEDOUT|NOTFOUND|HOSTUNREACH|NETUNREACH|NETDOWN|AI_AGAIN)$/
/** Of the driver, which has no codes for its own. */
const DRIVER =
  /^(?:Connection terminated|Query read timeout|timeout exceeded when trying to connect|timeout expired|Client (?:has encountered a connection error|was closed))/

/** Whether the server cannot be reached or cannot work; not: that it refuses a statement. */
export function isPostgresOutage(error: unknown): boolean {
  const { code, message = '' } = error as { code?: unknown; message?: string }
  if (typeof code === 'string' && (STATES.test(code) || SYSTEM.test(code))) return true
  return DRIVER.test(message)
}
