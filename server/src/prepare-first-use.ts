import type { Config } from './config/config.ts'
import { writePrivateFile } from './config/write-private-file.ts'
import type { AppContext } from './context.ts'
import { SYSTEM } from './workspaces/event.ts'
import { SCOPES } from './workspaces/principal.ts'
import { createSecretKey } from './workspaces/secret-keys.ts'
import { firstWorkspace } from './workspaces/update-workspace.ts'

/** Creates the workspace of a new database, and a secret key with all scopes in a file that only its owner can read. */
export async function prepareFirstUse(context: AppContext, config: Config): Promise<void> {
  const workspace = await firstWorkspace(context)
  if (!workspace) return
  const name = 'Default'
  const { secret } = await createSecretKey(context, {
    workspaceId: workspace.id,
    name,
    scopes: SCOPES,
    actor: SYSTEM,
  })
  writePrivateFile(config.secretKeyFile, `${secret.reveal()}\n`, { replace: true })
  context.log.info(
    { file: config.secretKeyFile },
    'created a secret key with all scopes: move it to your secret store',
  )
}
