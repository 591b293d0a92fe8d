using ApprovalConsole.SampleDesk.Model.Reading;

namespace ApprovalConsole.SampleDesk.Model.Deeds;

/// <summary>Where a deed stands: still to be asked for, or settled one way or the other.</summary>
internal abstract record Pursuit
{
    private const int Tries = 3;

    private Pursuit() { }

    public sealed record Ask(string Text, Call Call) : Pursuit;

    /// <param name="Sentence">What happened, truthfully.</param>
    /// <param name="Complete">The tool itself did it: nothing is left for anybody.</param>
    public sealed record Settled(string Sentence, bool Complete) : Pursuit;

    public static Pursuit Of(Deed deed, Conversation talk, Offer offer)
    {
        var tries = talk.Of(deed.Tool).ToList();
        if (tries is not [.., var last])
            return offer.Has(deed.Tool) || deed.EvenIfNotOffered
                ? new Ask($"I'll {deed.What}.", deed.First)
                : Not($"I would {deed.What}, but I was not given the tool {deed.Tool}.");

        return last.Answer switch
        {
            ToolAnswer.Done { ByPerson: true } done => Not($"A person answered in place of {deed.Tool}: {done.Result.Show()}. The tool itself did not run."),
            ToolAnswer.Done done => new Settled(deed.Happened(done) + Tell(done.Edited), Complete: true),
            ToolAnswer.Invalid invalid when tries.Count < Tries && deed.Corrected(last, invalid.Errors) is { } better =>
                new Ask($"That call was not accepted ({Tell(invalid)}). I'll correct it.", better),
            ToolAnswer.Invalid invalid => Not($"I could not {deed.What}: the call was not accepted ({Tell(invalid)})."),
            ToolAnswer.Revise revise when tries.Count < Tries =>
                new Ask($"A reviewer wants it differently (\"{revise.Reason}\"). I'll ask again like that.", deed.Revised(last, revise.Reason)),
            ToolAnswer.Revise revise => Not($"I did not {deed.What}: the reviewer still wanted it differently (\"{revise.Reason}\")."),
            ToolAnswer.Rejected rejected => Not($"I did not {deed.What}: a reviewer rejected it (\"{rejected.Reason}\")."),
            ToolAnswer.Expired => Not($"I did not {deed.What}: nobody decided in time, so it expired."),
            ToolAnswer.Withdrawn when tries.Count < Tries - 1 => new Ask("That call was withdrawn before anybody decided. I'll ask once more.", Again(last)),
            ToolAnswer.Withdrawn withdrawn => Not($"I did not {deed.What}: the request was withdrawn (\"{withdrawn.Reason}\")."),
            ToolAnswer.Failed failed => Not($"I tried to {deed.What}, but the tool reported an error: {failed.Message}"),
            _ => Not($"I asked to {deed.What}, but could not read the answer. I do not know whether it happened, so I did not try again."),
        };
    }

    private static Settled Not(string sentence) => new(sentence, Complete: false);

    private static Call Again(Exchange last) => new(last.Tool, last.Arguments.EnumerateObject().ToDictionary(a => a.Name, a => a.Value));

    private static string Tell(ToolAnswer.Invalid invalid) =>
        invalid.Errors.Count == 0 ? "no error was named" : string.Join("; ", invalid.Errors.Select(e => $"{e.Path} {e.Message}".Trim()));

    private static string Tell(Edit? edit) => edit is null ? "" :
        $" A reviewer changed it first: {string.Join(", ", edit.Changes.Select(c => $"{c.Path.TrimStart('/')} from {c.Was} to {c.Is}"))}{(edit.Reason is { Length: > 0 } why ? $" (\"{why}\")" : "")}.";
}
