import type { NewEvent } from './event.ts'

export interface WorkspaceRepository {
  read(id: string): Promise<Workspace | undefined>
  /** The only workspace, made at the first start. */
  first(): Promise<Workspace | undefined>
  /** false when there is one with this id. */
  insert(workspace: Workspace, now: number): Promise<boolean>
  update(workspace: Workspace, event: NewEvent, now: number): Promise<void>
}

export interface Workspace {
  readonly id: string
  readonly name: string
  readonly allowedReturnUrls: readonly string[]
  /** `#rrggbb`; null: ours. */
  readonly color: string | null
  /** A picture as a `data:` address. */
  readonly logo: string | null
}
