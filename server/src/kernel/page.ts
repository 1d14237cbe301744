export interface PageRequest {
  readonly limit: number
  /** ID of the last item of the previous page. */
  readonly after: string | null
}
