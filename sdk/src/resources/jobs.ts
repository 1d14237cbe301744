import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type { Job, JobRow, ListJobRowsQuery, PageQuery } from '../wire.ts'

/** Jobs: imports, exports, erasures and moves, which take longer than a request. Methods about one job throw job_not_found. */
export function jobs({ get, list, post }: Api) {
  return {
    /** Newest first. */
    list: (query: PageQuery = {}, options?: RequestOptions) => list<Job>(path`/v1/jobs`, options, query),
    /** Its progress, and the number of rows by outcome. */
    get: (jobId: string, options?: RequestOptions) => get<Job>(path`/v1/jobs/${{ jobId }}`, options),
    /** The rows of its report. */
    listRows: (jobId: string, query: ListJobRowsQuery = {}, options?: RequestOptions) =>
      list<JobRow>(path`/v1/jobs/${{ jobId }}/rows`, options, query),
    /** Cancels it. Completed steps are not undone. @throws LetterlockApiError job_ended */
    cancel: (jobId: string, options?: RequestOptions) =>
      post<Job>(path`/v1/jobs/${{ jobId }}/cancel`, options),
  }
}
