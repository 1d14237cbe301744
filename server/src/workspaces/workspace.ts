import type { NewEvent } from './event.ts'

export interface WorkspaceRepository {
  read(id: string): Promise<Workspace | undefined>
  /** The first workspace, created at the first start. */
  first(): Promise<Workspace | undefined>
  /** False if the ID exists. */
  insert(workspace: Workspace, now: number): Promise<boolean>
  /** False if it has changed since it was read. */
  update(workspace: Workspace, event: NewEvent, now: number): Promise<boolean>
}

export interface Workspace {
  readonly id: string
  readonly name: string
  readonly allowedReturnUrls: readonly string[]
  /** `#rrggbb`; null: Letterlock's default. */
  readonly color: string | null
  /** An image as a `data:` URL. */
  readonly logo: string | null
  /** Incremented with each change. */
  readonly version: number
}
