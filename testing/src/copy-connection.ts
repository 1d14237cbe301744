import assert from 'node:assert/strict'
import { newId } from '../../server/src/kernel/id.ts'
import type { TestWorld } from './world.ts'

/** Copies a connection as it is for many other end users. */
export async function copyConnection({ server }: TestWorld, id: string, count: number): Promise<void> {
  const { store, now } = server.context
  const workspaceId = (await store.workspaces.first())?.id ?? assert.fail('no workspace')
  const original = (await store.connections.read(workspaceId, id)) ?? assert.fail('no connection')
  for (let copied = 0; copied < count; copied++) {
    const copyId = newId('conn', now())
    await store.connections.save({ ...original, id: copyId, endUserId: copyId, version: 1 }, null, [])
  }
}
