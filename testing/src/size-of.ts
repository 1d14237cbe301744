/** The size of a test: small in `npm test`, full in `npm run prove`. */
export const sizeOf = (small: number, full: number): number =>
  process.env['LETTERLOCK_TEST_FULL_SIZE'] === '1' ? full : small
