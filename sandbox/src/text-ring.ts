const SEGMENT_BYTES = 256 * 1024
/** Instead of an ID. */
const NONE = -1

interface Segment {
  readonly bytes: Buffer
  used: number
}

export interface TextRingSize {
  /** Capacity in bytes of UTF-8, in segments of 256 KB, which are allocated as needed. */
  readonly maxBytes: number
  /** IDs are whole numbers that grow; this many of them are kept at most. */
  readonly maxIds: number
  /** The number of texts per ID. */
  readonly textsPerId: number
}

/**
 * A ring buffer of texts by ID: when it is full, the oldest are dropped. Texts and their index are outside the heap, so that recording
 * every request costs the garbage collector nothing and does not grow the heap.
 */
export class TextRing {
  readonly #size: TextRingSize
  readonly #mostSegments: number
  /** Oldest first; the last one is written to. */
  #segments: Segment[] = []
  /** The number of dropped segments. */
  #gone = 0
  /** By place, which is the remainder of the ID. */
  readonly #ids: Float64Array
  /** By place: the segment, counted from the first one that there ever was. */
  readonly #segmentOf: Float64Array
  /** By place: where the first text starts, where the next one does, and where the last one ends. */
  readonly #bounds: Uint32Array

  constructor(size: TextRingSize) {
    this.#size = size
    this.#mostSegments = Math.max(1, Math.floor(size.maxBytes / SEGMENT_BYTES))
    this.#ids = new Float64Array(size.maxIds).fill(NONE)
    this.#segmentOf = new Float64Array(size.maxIds)
    this.#bounds = new Uint32Array(size.maxIds * (size.textsPerId + 1))
  }

  /** Replaces the texts of an ID, unless the ID is too old. At most 256 KB in all. */
  put(id: number, texts: readonly string[]): void {
    const place = id % this.#size.maxIds
    if ((this.#ids[place] ?? NONE) > id) return
    const size = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
    const segment = this.#segmentFor(size)
    const first = place * (this.#size.textsPerId + 1)
    this.#ids[place] = id
    this.#segmentOf[place] = this.#gone + this.#segments.length - 1
    this.#bounds[first] = segment.used
    for (const [index, text] of texts.entries()) {
      segment.used += segment.bytes.write(text, segment.used)
      this.#bounds[first + index + 1] = segment.used
    }
  }

  /** The texts of an ID; undefined if they were dropped. */
  get(id: number): string[] | undefined {
    const place = id % this.#size.maxIds
    const segment = this.#segments[(this.#segmentOf[place] ?? 0) - this.#gone]
    if (!this.has(id) || !segment) return undefined
    const first = place * (this.#size.textsPerId + 1)
    const bounds = this.#bounds.subarray(first, first + this.#size.textsPerId + 1)
    return Array.from({ length: this.#size.textsPerId }, (_, index) =>
      segment.bytes.toString('utf8', bounds[index], bounds[index + 1]),
    )
  }

  /** Whether `get` returns the texts of an ID. */
  has(id: number): boolean {
    const place = id % this.#size.maxIds
    return this.#ids[place] === id && (this.#segmentOf[place] ?? 0) >= this.#gone
  }

  clear(): void {
    this.#segments = []
    this.#gone = 0
    this.#ids.fill(NONE)
  }

  #segmentFor(size: number): Segment {
    const newest = this.#segments.at(-1)
    if (newest && newest.used + size <= newest.bytes.length) return newest
    const oldest = this.#segments.length < this.#mostSegments ? undefined : this.#segments.shift()
    if (oldest) this.#gone += 1
    const segment = { bytes: oldest?.bytes ?? Buffer.allocUnsafeSlow(SEGMENT_BYTES), used: 0 }
    this.#segments.push(segment)
    return segment
  }
}
