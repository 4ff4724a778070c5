// Reads an OpenAPI document: what may be sent by its schemas, what must not, and whether an answer is as described.
import Ajv from 'ajv/dist/2020.js';

// Numbers that look random and are the same for the same seed (mulberry32).
export function chance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n) => Math.floor(next() * n);
  return { next, below, pick: (list) => list[below(list.length)], odds: (part) => next() < part };
}

const escaped = (name) => name.replaceAll('~', '~0').replaceAll('/', '~1');
const methods = ['get', 'post', 'put', 'patch', 'delete'];

export class Api {
  constructor(document) {
    this.document = document;
    this.ajv = new Ajv({ strict: false, validateFormats: false, validateSchema: false, allErrors: true });
    this.ajv.addSchema(document, 'api');
  }

  operations() {
    return Object.entries(this.document.paths).flatMap(([path, item]) => methods.filter((method) => item[method]).map((method) => {
      const operation = item[method];
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((one) => this.at(one));
      const body = operation.requestBody && this.at(operation.requestBody);
      return {
        id: operation.operationId, method: method.toUpperCase(), path, open: operation.security?.length === 0,
        inPath: parameters.filter((one) => one.in === 'path'), inQuery: parameters.filter((one) => one.in === 'query'),
        body: body?.content['application/json']?.schema, upload: !!body?.content['multipart/form-data'],
        picture: !!body?.content['image/png'],
        example: body?.content['application/json'] && this.exampleOf(body.content['application/json']),
        statuses: Object.keys(operation.responses), place: `/paths/${escaped(path)}/${method}/responses`,
      };
    }));
  }

  exampleOf({ schema, example }) { return example ?? this.at(schema).examples?.[0]; }

  at(value) { return value.$ref ? this.at(this.pointed(value.$ref.slice(1))) : value; }
  pointed(pointer) {
    return pointer.split('/').slice(1).reduce((at, part) => at[part.replaceAll('~1', '/').replaceAll('~0', '~')], this.document);
  }

  // What is wrong with an answer, as the operation describes it: [] is nothing.
  faults(operation, { status, type, body }) {
    if (!operation.statuses.includes(String(status))) return [`${status} is not described`];
    let place = `${operation.place}/${status}`;
    for (let here = this.pointed(place); here.$ref; here = this.pointed(place)) place = here.$ref.slice(1);
    const { content } = this.pointed(place);
    if (!content) return body === undefined || body === '' ? [] : ['a body where none is described'];
    const [media] = type.split(';');
    if (content['*/*']) return [];
    if (!content[media]) return [`${media} is not described`];
    if (typeof body === 'string') return ['the body is not JSON'];
    const validate = this.validator(`${place}/content/${escaped(media)}/schema`);
    return validate(body) ? [] : validate.errors.map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
  }

  validator(pointer) { return this.ajv.getSchema(`api#${encodeURI(pointer)}`); }

  // Every schema with examples of its own: [name, validate, example].
  examples() {
    const found = [];
    const walk = (value, pointer) => {
      if (!value || typeof value !== 'object') return;
      if (value.schema && 'example' in value) found.push([pointer, this.validator(`${pointer}/schema`), value.example]);
      if (Array.isArray(value.examples) && (value.type || value.allOf || value.oneOf)) {
        for (const example of value.examples) found.push([pointer, this.validator(pointer), example]);
      }
      for (const [name, inner] of Object.entries(value)) if (name !== 'examples' && name !== 'example') walk(inner, `${pointer}/${escaped(name)}`);
    };
    walk(this.document, '');
    return found;
  }
}

const words = ['Ada', 'phone', 'Søn', "O'Brien", '"q"', '&amp;', '<b>', '🦊', 'مرحبا', '%41', '../', '{}', 'a b'];
// Text of at most so many bytes, each letter counted as it may be.
function text(random, least = 0, most = 40) {
  let made = '';
  while (made.length < least || random.odds(0.6)) made += (made && ' ') + random.pick(words);
  while (Buffer.byteLength(made) > most) made = [...made].slice(0, -1).join('');
  return made.trim().padEnd(least, 'x');
}

// A value that a schema allows. `known` names values for ids and the like by the schema's pattern.
export function valid(api, schema, random, known = () => undefined) {
  if (schema.$ref) {
    const named = known(schema.$ref.split('/').at(-1));
    return named ?? valid(api, api.at(schema), random, known);
  }
  if ('const' in schema) return schema.const;
  if (schema.enum) return random.pick(schema.enum);
  if (schema.oneOf || schema.anyOf) return valid(api, random.pick(schema.oneOf ?? schema.anyOf), random, known);
  const type = Array.isArray(schema.type) ? random.pick(schema.type) : schema.type;
  if (type === 'object') {
    const made = {};
    for (const [name, inner] of Object.entries(schema.properties ?? {})) {
      if (schema.required?.includes(name) || random.odds(0.5)) made[name] = valid(api, inner, random, known);
    }
    return made;
  }
  if (type === 'array') {
    const least = schema.minItems ?? 0, most = Math.min(schema.maxItems ?? 3, least + 2);
    return Array.from({ length: least + random.below(most - least + 1) }, () => valid(api, schema.items, random, known));
  }
  if (type === 'boolean') return random.odds(0.5);
  if (type === 'null') return null;
  if (type === 'integer') {
    const { minimum: least = 0, maximum: most = 1_000_000 } = schema;
    return random.odds(0.2) ? random.pick([least, most]) : least + random.below(Math.min(most - least, 100_000) + 1);
  }
  if (schema.format === 'date-time') return random.pick(['2026-05-01T17:00:00Z', '2024-02-29T23:59:59.5+01:00', '2031-01-01T00:00:00-11:30']);
  if (schema.format === 'date') return random.pick(['2031-07-01', '2028-02-29']);
  if (schema.pattern || schema.examples) return random.pick(schema.examples ?? ['x']);
  return text(random, schema.minLength, schema.maxLength);
}

// Bodies that break the schema in one place each: [what was done, body].
export function broken(api, schema, good) {
  schema = api.at(schema);
  const found = [];
  const change = (what, edit) => {
    const body = structuredClone(good);
    edit(body);
    found.push([what, body]);
  };
  if (schema.type !== 'object' || !good || typeof good !== 'object' || Array.isArray(good)) return found;
  change('unknown member', (body) => { body.no_such_member = 1; });
  for (const name of schema.required ?? []) change(`${name} left out`, (body) => { delete body[name]; });
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    const member = api.at(inner), put = (what, value) => change(`${name} is ${what}`, (body) => { body[name] = value; });
    const one = member.type;
    if (typeof one !== 'string') continue;
    for (const [type, value] of [['string', 'x'], ['integer', 7], ['boolean', true], ['array', []], ['object', {}]])
      if (type !== one) put(type, value);
    if (one === 'integer') { put('a fraction', 1.5); put('huge', 1e30); put('beyond 64 bits', 18446744073709551616); }
    if (one === 'integer' && member.minimum !== undefined) put('too small', member.minimum - 1);
    if (one === 'integer' && member.maximum !== undefined) put('too large', member.maximum + 1);
    if (one === 'string') put('a control character', 'a\u0001b');
    if (one === 'string' && member.maxLength) put('too long', 'x'.repeat(member.maxLength + 1));
    if (one === 'string' && (member.enum || member.pattern)) put('no such word', 'no such word');
    if (one === 'array' && member.maxItems) put('too many', Array(member.maxItems + 1).fill(valid(api, member.items, chance(1))));
    if (one === 'array' && member.items) put('of the wrong things', [{ no_such_member: 1 }]);
    if (one === 'object' && good[name]) {
      for (const [what, body] of broken(api, inner, good[name])) put(`wrong: ${what}`, body);
    }
  }
  return found;
}
