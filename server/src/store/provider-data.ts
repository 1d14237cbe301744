import type { Sql } from './sql/sql.ts'

/** Whether the stored OAuth apps and accounts are those of real providers or of the sandbox. */
export interface ProviderData {
  /** Whether there are any of real providers. */
  readonly hasReal: boolean
  /** The IDs of OAuth apps and connections of the sandbox: some of them, if there are many. */
  readonly simulatedIds: readonly string[]
}

const MAX_IDS = 5
const TABLES = ['connections', 'oauth_apps'] as const

/** @param workspaceId null for all workspaces, which only the operator may see */
export async function findProviderData(
  sql: Pick<Sql, 'scan'>,
  workspaceId: string | null,
): Promise<ProviderData> {
  const ofWorkspace = workspaceId === null ? '' : ' AND workspace_id = $1'
  const values = workspaceId === null ? [] : [workspaceId]
  const find = async (isSimulated: 0 | 1, limit: number): Promise<string[]> => {
    const found: string[] = []
    for (const table of TABLES) {
      const text = `SELECT id FROM ${table} WHERE is_simulated = ${isSimulated}${ofWorkspace} LIMIT ${limit}`
      found.push(...(await sql.scan<{ id: string }>(text, values)).map(({ id }) => id))
    }
    return found
  }
  const [real, simulatedIds] = await Promise.all([find(0, 1), find(1, MAX_IDS)])
  return { hasReal: real.length > 0, simulatedIds }
}
