/**
 * Why there is no record. `kind` is stable, `message` is for people.
 *
 * - `config`: a setting or an option makes no sense
 * - `limit`: the input is over a limit of the settings
 * - `input`: the input cannot be read any more, such as a body that was consumed
 * - `load`: a file of the package could not be fetched
 * - `data`: the file of data is another or is broken
 * - `init`: `init()` has not been awaited, or the extractor was freed
 * - `panic`: the library broke down over an input; it is ready for the next one
 * - `worker`: the worker was terminated or could not be started
 */
export class JianbaoError extends Error {
  /**
   * @param {string} kind
   * @param {string} message
   * @param {ErrorOptions} [options]
   */
  constructor(kind, message, options) {
    super(message, options);
    this.kind = kind;
  }

  get name() {
    return 'JianbaoError';
  }
}

/**
 * The error that the module threw as `kind: message`.
 * @param {string} thrown
 */
export function fromModule(thrown) {
  const [, kind, message] = /^(\w+): (.*)$/s.exec(thrown) ?? [, 'panic', thrown];
  return kind === 'type' ? new TypeError(message) : new JianbaoError(kind, message);
}

/** An error as plain data, for a message to another thread. */
export function toMessage(error) {
  const kind = error instanceof JianbaoError ? error.kind : error instanceof TypeError ? 'type' : 'panic';
  return { kind, message: String(error?.message ?? error) };
}

/** The error that a message of another thread stands for. */
export function fromMessage({ kind, message }) {
  return kind === 'type' ? new TypeError(message) : new JianbaoError(kind, message);
}
