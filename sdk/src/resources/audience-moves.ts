import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type { Job, MoveAudienceInput } from '../wire.ts'

/** Moves audiences from one account to another. */
export function audienceMoves({ post }: Api) {
  return {
    /**
     * Starts a job. No contact gets more consent than before. Without `dryRun: false`, it only reports what would happen, and what cannot
     * be moved.
     */
    create: (input: MoveAudienceInput, options?: RequestOptions) =>
      post<Job>(path`/v1/audience-moves`, options, input),
  }
}
