// A call that the provider would have refused, with its answer.
export class Refused extends Error {
  constructor(status, body, headers = {}) {
    super(JSON.stringify(body));
    Object.assign(this, { status, body, headers });
  }
}
