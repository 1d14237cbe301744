/** Whether a body of this `Content-Type` is a form, in one of its two media types. */
export const isForm = (contentType = ''): boolean =>
  /^(application\/x-www-form-urlencoded|multipart\/form-data)/.test(contentType)
