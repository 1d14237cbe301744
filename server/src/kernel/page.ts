export interface PageRequest {
  readonly limit: number
  /** The id of the last item of the page before. */
  readonly after: string | null
}
