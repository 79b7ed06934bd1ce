// Unsent answers on this device: ids and values only, on disk (durability "strict") before anything is sent.
//
// An entry is { id, respondent, vignette, question, value, base, key } and perhaps
//   attempted  it has been sent and may have arrived; a later change must wait in `next`
//   next       { value } typed after the attempt
//   refused    the server's sentence about a value it cannot store; waits for a change
//   held       the server has a newer answer; waits for the person to choose

const STORE = "unsent";
let opening;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("answers", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

async function transact(mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    let result;
    transaction.oncomplete = () => resolve(result);
    transaction.onabort = () => reject(transaction.error);
    work(transaction.objectStore(STORE), (value) => (result = value));
  });
}

// Replaces one entry in one transaction, so that two tabs cannot lose each other's change. `how` gets the entry or
// undefined and returns the new one, or undefined to remove it.
function replace(id, how) {
  return transact("readwrite", (store, done) => {
    store.get(id).onsuccess = ({ target }) => {
      const entry = how(target.result);
      if (entry) store.put(entry);
      else store.delete(id);
      done(entry);
    };
  });
}

// The entries of everybody who has answered in this browser.
export function everything() {
  return transact("readonly", (store, done) => {
    store.getAll().onsuccess = ({ target }) => done(target.result);
  });
}

const all = async (respondent) => (await everything()).filter((entry) => entry.respondent === respondent);

const fresh = ({ id, respondent, vignette, question }, value, base) => ({
  id, respondent, vignette, question, value, base, key: crypto.randomUUID(),
});

const latest = (entry) => (entry.next ? entry.next.value : entry.value);

export const entries = all;

export function record(place, value, base) {
  const id = `${place.respondent}:${place.vignette ?? ""}:${place.question}`;
  return replace(id, (entry) => {
    if (!entry) return fresh({ ...place, id }, value, base);
    if (entry.attempted) return { ...entry, next: { value } };
    return { ...entry, value, refused: undefined };
  });
}

export const attempt = (entry) => replace(entry.id, (found) => found && { ...found, attempted: true });

export const acknowledge = (entry, version) =>
  replace(entry.id, (found) => {
    if (found?.key !== entry.key) return found;
    return found.next && fresh(found, found.next.value, version);
  });

export const refuse = (entry, message) =>
  replace(entry.id, (found) => {
    if (found?.key !== entry.key) return found;
    if (found.next) return fresh(found, found.next.value, found.base);
    return { ...found, attempted: false, refused: message };
  });

export const hold = (entry) =>
  replace(entry.id, (found) => found && { ...fresh(found, latest(found), found.base), held: true });

export const rebase = (id, version) => replace(id, (found) => found && fresh(found, latest(found), version));

export const drop = (id) => replace(id, () => undefined);

export async function clear(respondent) {
  for (const entry of await all(respondent)) await drop(entry.id);
}
