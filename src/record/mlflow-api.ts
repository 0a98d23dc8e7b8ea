import { CodedError, fail, listing } from "../core/index.ts";
import { fields, type Kind, text } from "./form.ts";

/** The outcome of a request. Of the answer's text it only quotes the status and MLflow's own code. */
export interface MlflowAnswer {
  readonly words: string;
  readonly isFine: boolean;
  /** Whether a retry would fail the same way. */
  readonly isRefusal: boolean;
  /** MLflow's name for the error. */
  readonly code?: string;
  readonly body?: unknown;
}

/** The requests needed for logging. */
export interface MlflowApi {
  get(endpoint: string, query: { readonly [name: string]: string }): Promise<MlflowAnswer>;
  post(endpoint: string, body: object, signal?: AbortSignal): Promise<MlflowAnswer>;
}

export const complaintAbout = (
  { words }: Pick<MlflowAnswer, "words">,
  fix = "Is the address right and the server running?",
) => new CodedError("tracker/unreachable", { given: words, expected: "the answer of an MLflow tracking server", fix });

/** @throws `tracker/unreachable` if the request failed */
export function demand(answer: MlflowAnswer): void {
  if (!answer.isFine) throw complaintAbout(answer);
}

/** A value from an answer. @throws `tracker/unreachable` if it is missing */
export function read<T>(answer: MlflowAnswer, kind: Kind<T>): T {
  demand(answer);
  if (kind.is(answer.body)) return answer.body;
  throw complaintAbout({ ...answer, words: `${answer.words} without what was asked for` });
}

/** The REST API 2.0 of a server. No request throws. @param patience for an answer [ms] */
export function mlflowApi(url: string, patience: number): MlflowApi {
  const base = baseOf(url);
  const headers = headersFromEnvironment();
  const ask = async (endpoint: string, init: RequestInit): Promise<MlflowAnswer> => {
    const of = `of ${base} to ${endpoint.replace(/\?.*/, "")}`;
    try {
      const signal = init.signal ?? AbortSignal.timeout(patience);
      const response = await fetch(`${base}/api/2.0/mlflow/${endpoint}`, {
        ...init,
        headers,
        redirect: "error",
        signal,
      });
      return answerOf(response.status, parsed(await response.text()), of);
    } catch (thrown) {
      return { words: `no answer ${of} (${reasonOf(thrown)})`, isFine: false, isRefusal: false };
    }
  };
  return {
    get: (endpoint, query) => ask(`${endpoint}?${new URLSearchParams(query)}`, {}),
    post: (endpoint, body, signal) => ask(endpoint, { method: "POST", body: JSON.stringify(body), signal }),
  };
}

const isRecord = fields({}).is;
const errorForm = fields({ error_code: text });

function answerOf(status: number, body: unknown, of: string): MlflowAnswer {
  const code = errorForm.is(body) && /^[A-Z_]{1,60}$/.test(body.error_code) ? body.error_code : undefined;
  if (status >= 400) {
    const isRefusal = status < 500 && status !== 408 && status !== 429;
    return { words: `the answer ${status}${code ? ` ${code}` : ""} ${of}`, isFine: false, isRefusal, code };
  }
  if (!isRecord(body)) return { words: `an answer ${of} that is no JSON object`, isFine: false, isRefusal: false };
  return { words: `an answer ${of}`, isFine: true, isRefusal: false, body };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The reason for a missing answer, such as `ECONNREFUSED`; never the whole message, which might quote the request. */
function reasonOf(thrown: unknown): string {
  const { name, cause } = thrown as Error;
  return (cause as NodeJS.ErrnoException | undefined)?.code ?? name;
}

/** The address without a trailing slash. Errors do not quote it if it may contain a password. */
function baseOf(url: string): string {
  const wrong = (given: string) =>
    fail("tracker/unreachable", {
      given,
      expected: "the http or https address of an MLflow tracking server",
      fix: `Such as http://127.0.0.1:5000; credentials come from ${listing(environmentNames)}.`,
    });
  if (!URL.canParse(url)) return wrong("an address that is no URL");
  const { protocol, username, password, search, hash, origin, pathname } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:") return wrong("an address that is neither http nor https");
  if (username || password) return wrong("an address with credentials in it");
  if (search || hash) return wrong("an address with a query or a fragment");
  return `${origin}${pathname}`.replace(/\/+$/, "");
}

/** Credentials from the environment, as MLflow's own clients read them: name and password take precedence over a token. */
const environmentNames = ["MLFLOW_TRACKING_USERNAME", "MLFLOW_TRACKING_PASSWORD", "MLFLOW_TRACKING_TOKEN"] as const;

function headersFromEnvironment(): Headers {
  const [username, password, token] = environmentNames.map((name) => process.env[name]);
  const basic = username && password && `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  const authorization = basic || (token && `Bearer ${token}`);
  try {
    return new Headers({ "content-type": "application/json", ...(authorization && { authorization }) });
  } catch {
    return fail("tracker/unreachable", {
      given: "an MLFLOW_TRACKING_TOKEN that cannot be sent in a header",
      expected: "a token of printable ASCII characters",
    });
  }
}
