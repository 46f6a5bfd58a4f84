/** How GitHub says no: a status and the JSON that goes with it. Routes and acts throw it; only the exchange catches it. */

export interface FieldError {
  readonly resource: string;
  readonly field?: string;
  readonly code: string;
  readonly message?: string;
  readonly value?: string | number | null;
}

export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly errors?: readonly FieldError[],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'Refusal';
  }

  get body(): Readonly<Record<string, unknown>> {
    return {
      message: this.message,
      ...(this.errors && { errors: this.errors }),
      documentation_url: 'https://docs.github.com/rest',
      status: String(this.status),
    };
  }
}

export const notFound = (): Refusal => new Refusal(404, 'Not Found');

/** GitHub's words, though `admin` is not what is missing. */
export const forbidden = (): Refusal => new Refusal(403, 'Must have admin rights to Repository.');

export const invalid = (...errors: readonly FieldError[]): Refusal => new Refusal(422, 'Validation Failed', errors);

export const invalidRequest = (reason: string): Refusal => new Refusal(422, `Invalid request.\n\n${reason}`);
