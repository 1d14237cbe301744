import { Command } from 'commander'
import { apiKeyCommand } from './connections/api-key.ts'
import { checkCommand } from './connections/check.ts'
import { deleteCommand } from './connections/delete.ts'
import { disconnectCommand } from './connections/disconnect.ts'
import { exportCommand } from './connections/export.ts'
import { getCommand } from './connections/get.ts'
import { importLegacyCommand } from './connections/import-legacy.ts'
import { importCommand } from './connections/import.ts'
import { labelsCommand } from './connections/labels.ts'
import { listCommand } from './connections/list.ts'
import { permissionsCommand } from './connections/permissions.ts'
import { refreshCommand } from './connections/refresh.ts'
import { tokenCommand } from './connections/token.ts'

export function connectionsCommand(): Command {
  return new Command('connections')
    .description('list, check and manage connections')
    .addCommand(listCommand())
    .addCommand(exportCommand())
    .addCommand(getCommand())
    .addCommand(tokenCommand())
    .addCommand(checkCommand())
    .addCommand(refreshCommand())
    .addCommand(permissionsCommand())
    .addCommand(labelsCommand())
    .addCommand(apiKeyCommand())
    .addCommand(importCommand())
    .addCommand(importLegacyCommand())
    .addCommand(disconnectCommand())
    .addCommand(deleteCommand())
}
