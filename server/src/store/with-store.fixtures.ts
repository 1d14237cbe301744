import { test } from 'node:test'
import type { Store } from '../context.ts'
import { NOW } from './store.fixtures.ts'

/** A test with a new store that has two workspaces. */
export type WithStore = (what: string, body: (store: Store) => Promise<void>) => void

/**
 * @param open returns a new, empty store
 * @param prepare writes what every test needs beside the workspaces
 */
export function createWithStore(
  name: string,
  open: () => Promise<Store>,
  prepare: (store: Store) => Promise<void> = () => Promise.resolve(),
): WithStore {
  return (what, body) => {
    void test(`${name}: ${what}`, async () => {
      const store = await open()
      try {
        for (const [id, called] of [
          ['ws_1', 'One'],
          ['ws_2', 'Two'],
        ] as const)
          await store.workspaces.insert(
            { id, name: called, allowedReturnUrls: [], color: null, logo: null, version: 0 },
            NOW,
          )
        await prepare(store)
        await body(store)
      } finally {
        await store.close()
      }
    })
  }
}
