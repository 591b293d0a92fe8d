using System.Text.Json;
using ApprovalConsole.SampleDesk.Model.Reading;

namespace ApprovalConsole.SampleDesk.Model.Scripts;

/// <summary>Something to read before deciding: read, still to be read, or not to be had.</summary>
internal abstract record Look<T> where T : class
{
    private const int Tries = 2;

    private Look() { }

    public sealed record Found(T Facts) : Look<T>;
    public sealed record Ask(Call Call) : Look<T>;
    public sealed record Gone(string Why) : Look<T>;

    public static Look<T> Up(Conversation talk, Offer offer, Call call, Func<JsonElement, T?> read)
    {
        var (argument, value) = call.Arguments.First();
        var asked = talk.Of(call.Tool).Where(e => e.Arguments.Text(argument) == value.GetString()).ToList();
        // The newest reading counts; an older one still holds where the newest was lost, for example to trimming.
        if (asked.Select(e => e.Answer).OfType<ToolAnswer.Done>().Select(done => read(done.Result)).LastOrDefault(facts => facts is not null) is { } found)
            return new Found(found);
        if (asked is not [.., var last])
            return offer.Has(call.Tool) ? new Ask(call) : new Gone($"I was not given the tool {call.Tool}");
        return last.Answer switch
        {
            ToolAnswer.Withdrawn or ToolAnswer.Expired or ToolAnswer.Unreadable when asked.Count < Tries => new Ask(call),
            ToolAnswer.Failed failed => new Gone(failed.Message),
            ToolAnswer.Invalid { Errors: [var error, ..] } => new Gone(error.Message),
            ToolAnswer.Rejected rejected => new Gone($"a person rejected the look-up (\"{rejected.Reason}\")"),
            ToolAnswer.Done { ByPerson: true } done => new Gone($"a person answered instead: {done.Result.Show()}"),
            _ => new Gone($"{call.Tool} gave no answer that I could read"),
        };
    }
}
