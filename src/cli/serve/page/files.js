// Files in and out: opening and dropping, downloading and copying.

import { byId, say } from "./dom.js";

const FORMATS = { txt: "text", text: "text", md: "markdown", markdown: "markdown", mdx: "markdown", html: "html", htm: "html",
  xhtml: "html", yaml: "yaml", yml: "yaml", json: "yaml" };
/** Files whose words candour takes out. */
const PACKED = { docx: "the Word document", pdf: "the PDF" };
const FOREIGN = { doc: "an old Word document", odt: "a text document", rtf: "a rich text document" };

/** The words of some bytes: UTF-8, UTF-16 with its mark, else Windows-1252, as candour reads files. */
function decoded(bytes) {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
  if (marked) return new TextDecoder(marked).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** Some bytes as base64, a piece at a time. */
function base64(bytes) {
  const pieces = [];
  for (let at = 0; at < bytes.length; at += 0x6000) pieces.push(btoa(String.fromCharCode(...bytes.subarray(at, at + 0x6000))));
  return pieces.join("");
}

/** Reads a file; `unpack` asks candour for the words of one that is packed. Answers its name, words, format and line ends, and
 * what is to be known of it; throws what is to be told. */
export async function readFile(file, most, unpack) {
  const ending = file.name.includes(".") ? file.name.split(".").pop().toLowerCase() : "";
  if (FOREIGN[ending]) {
    throw new Error(`${file.name} is ${FOREIGN[ending]}, which cannot be read here. Save it as .docx, or copy its text and paste it.`);
  }
  if (file.size > most) throw new Error(`${file.name} is larger than this page takes (${Math.floor(most / 1024)} kB).`);
  if (PACKED[ending]) {
    const opened = await unpack({ name: file.name, base64: base64(new Uint8Array(await file.arrayBuffer())) });
    const remark = `These are the words of ${PACKED[ending]} ${file.name}, without its layout. Changes made here are not made in that file.`;
    return { name: file.name.replace(/\.[^.]+$/, ".txt"), words: opened.text, format: "text", crlf: false, remarks: [remark, ...opened.notes] };
  }
  const words = decoded(new Uint8Array(await file.arrayBuffer()));
  if (words.includes("\0")) throw new Error(`${file.name} holds no text.`);
  const format = FORMATS[ending] ?? (ending ? "named" : "text");
  return { name: file.name, words: words.replace(/\r\n?/g, "\n"), format, crlf: words.includes("\r\n") };
}

/** Calls `take` with a file that is dropped on the page or chosen. */
export function connect(take) {
  const box = byId("editor");
  const files = (event) => event.dataTransfer?.types.includes("Files");
  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      if (!files(event)) return;
      event.preventDefault();
      box.classList.add("over");
    });
  }
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) box.classList.remove("over"); });
  document.addEventListener("drop", (event) => {
    box.classList.remove("over");
    if (!files(event)) return;
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  });
  const input = byId("file");
  byId("open").addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    if (input.files[0]) take(input.files[0]);
    input.value = "";
  });
}

/** Menus close on Escape, and when the focus leaves them. */
export function menus() {
  for (const menu of document.querySelectorAll("details.menu")) {
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      event.stopPropagation();
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
    });
    document.addEventListener("pointerdown", (event) => { if (!menu.contains(event.target)) menu.open = false; });
    menu.addEventListener("click", (event) => {
      if (!event.target.closest("button")) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }
}

const ENDINGS = { markdown: "findings.md", csv: "findings.csv", json: "findings.json", register: "register.csv",
  claims: "claims.json", notice: "notice.yaml", html: "evidence.html", xlsx: "evidence.xlsx" };

/** What a report of a draft is called. */
export const nameOf = (draft, to) => `${(draft || "draft").replace(/\.[^.]+$/, "")}.${ENDINGS[to]}`;

/** Hands some words or bytes to the browser as a file. */
export function download(name, words, kind) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([words], { type: kind }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  say(`${name} was handed to the browser`);
}
