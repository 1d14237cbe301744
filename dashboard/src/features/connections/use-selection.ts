import type { Connection } from '@letterlock/sdk'
import { useCallback, useState } from 'react'

type Selected = ReadonlyMap<string, Connection>

/** The selected connections, of the loaded or of all matching ones. */
export function useSelection(connections: readonly Connection[]) {
  const [selected, setSelected] = useState<Selected>(new Map())
  const [isBeyond, setBeyond] = useState(false)
  // Stable, so that a row renders again only when it changes.
  const toggle = useCallback(
    (connection: Connection): void =>
      setSelected((before) => {
        const next = new Map(before)
        if (!next.delete(connection.id)) next.set(connection.id, connection)
        return next
      }),
    [],
  )
  const select = (chosen: readonly Connection[], beyond: boolean): void => {
    setSelected(new Map(chosen.map((connection) => [connection.id, connection])))
    setBeyond(beyond)
  }
  const shown = selected.size === 0 ? [] : connections.filter(({ id }) => selected.has(id))
  return {
    // A connection that is no longer shown counts only if it was selected without being loaded.
    chosen: isBeyond ? [...new Map([...selected, ...byId(shown)]).values()] : shown,
    isSelected: (id: string) => selected.has(id),
    toggle,
    selectShown: () => select(connections, false),
    /** Also those that are not loaded. */
    selectAll: (all: readonly Connection[]) => select(all, true),
    clear: useCallback(() => {
      setSelected(new Map())
      setBeyond(false)
    }, []),
  }
}

const byId = (connections: readonly Connection[]): Selected =>
  new Map(connections.map((connection) => [connection.id, connection]))
