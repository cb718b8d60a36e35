// Records speech on this page. A block needs:
//   data-recorder="…"        the id of the form's file box that the recording goes into
//   data-recorder-says, -time, -listen, -start, -stop, -keep, -again inside; -keep sends the form
// A [data-recorder-only] around it, hidden too, is shown with it. A script that sends the form itself tells the form
// by the event imw:sent that it has, and the next recording can begin.
// The recording travels in the ordinary form. Nothing is heard by anybody before that.
const BITS = 32_000;
// Below what the server takes, with room for the rest of the form.
const MOST = 9.5 * 1024 * 1024;
const KINDS = [
  ["audio/webm;codecs=opus", "webm"],
  ["audio/mp4", "m4a"],
  ["audio/ogg;codecs=opus", "ogg"],
];
const READY = (button) => `Press “${button}” and speak. You can listen to it before you keep it.`;
const GOING = "Recording now. Press “Stop” when you have said it.";
const STOPPED = (button) => `Listen to it. It is kept once you press “${button}”.`;
const FULL = "There is no more room in one recording, so it has stopped. What you said is here.";
const REFUSED =
  "We may not use your microphone. Allow it in your browser, beside the address of this page, and press “Start recording” again. Or choose a recording below.";
const MISSING = "We found no microphone on this device. You can choose a recording below.";
const UNABLE = "This browser cannot record. You can choose a recording below.";

function recorder(block) {
  const part = (name) => block.querySelector(`[data-recorder-${name}]`);
  const [says, time, listen, start, stop, keep, again] = [
    "says", "time", "listen", "start", "stop", "keep", "again",
  ].map(part);
  const box = document.getElementById(block.dataset.recorder);
  const { form } = box;
  const kind = KINDS.find(([type]) => window.MediaRecorder?.isTypeSupported(type));
  let machine = null;
  let pieces = [];
  let size = 0;
  let unsent = null;
  let seconds = 0;
  let clock = 0;
  let afterwards = null;
  let leaving = false;

  const say = (words) => {
    says.textContent = words;
  };
  const show = (...parts) => {
    for (const each of [start, stop, keep, again, listen]) each.hidden = !parts.includes(each);
  };
  const spell = (total) => `${Math.floor(total / 60)}:${String(total % 60).padStart(2, "0")}`;

  function tick() {
    seconds += 1;
    time.textContent = spell(seconds);
  }

  function finish(stream) {
    clearInterval(clock);
    stream.getTracks().forEach((track) => track.stop());
    const [type, ending] = kind;
    const day = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
    unsent = new File(pieces, `Recording of ${day}.${ending}`, { type: type.split(";")[0] });
    if (listen.src) URL.revokeObjectURL(listen.src);
    listen.src = URL.createObjectURL(unsent);
    machine = null;
    show(keep, again, listen);
    say(size > MOST ? FULL : STOPPED(keep.textContent));
    if (afterwards) afterwards();
    else keep.focus();
    afterwards = null;
  }

  async function begin() {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch (trouble) {
      say(trouble.name === "NotFoundError" ? MISSING : REFUSED);
      return;
    }
    pieces = [];
    size = 0;
    seconds = 0;
    unsent = null;
    listen.pause();
    machine = new MediaRecorder(stream, { mimeType: kind[0], audioBitsPerSecond: BITS });
    machine.addEventListener("dataavailable", (event) => {
      pieces.push(event.data);
      size += event.data.size;
      if (size > MOST && machine?.state === "recording") machine.stop();
    });
    machine.addEventListener("stop", () => finish(stream));
    // A microphone that is unplugged ends the recording, and what was said stays.
    stream.getTracks()[0].addEventListener("ended", () => machine?.state === "recording" && machine.stop());
    machine.start(1000);
    time.textContent = spell(0);
    time.hidden = false;
    clock = setInterval(tick, 1000);
    show(stop);
    say(GOING);
    stop.focus();
  }

  // Whatever button sends the form, what was said goes with it.
  function enclose() {
    if (!unsent) return;
    const carrier = new DataTransfer();
    carrier.items.add(unsent);
    box.files = carrier.files;
    leaving = true;
  }

  form.addEventListener(
    "submit",
    (event) => {
      if (machine?.state === "recording") {
        event.preventDefault();
        event.stopImmediatePropagation();
        const { submitter } = event;
        afterwards = () => form.requestSubmit(submitter);
        machine.stop();
        return;
      }
      enclose();
    },
    { capture: true },
  );
  start.addEventListener("click", begin);
  again.addEventListener("click", begin);
  stop.addEventListener("click", () => machine?.stop());
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && (unsent || machine)) event.preventDefault();
  });
  window.addEventListener("pageshow", () => {
    leaving = false;
  });
  document.addEventListener("imw:leave", () => {
    leaving = true;
    listen.pause();
    if (machine) machine.stream.getTracks().forEach((track) => track.stop());
  });

  form.addEventListener("imw:sent", () => {
    unsent = null;
    leaving = false;
    box.value = "";
    listen.pause();
    time.hidden = true;
    show(start);
    say(READY(start.textContent));
  });

  block.hidden = false;
  block.closest("[data-recorder-only]")?.removeAttribute("hidden");
  const able = Boolean(kind && navigator.mediaDevices?.getUserMedia && window.DataTransfer);
  say(able ? READY(start.textContent) : UNABLE);
  start.hidden = !able;
}

document.querySelectorAll("[data-recorder]").forEach(recorder);
