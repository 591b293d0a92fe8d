using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Tests.Runs.Telling;

namespace ApprovalConsole.Domain.Tests.Grounding;

/// <summary>Amounts and days in the ways they are written, and none that is not clear.</summary>
public sealed class NumbersAndDaysTests
{
    [Theory]
    [InlineData("1200.5", "1200.50")]
    [InlineData("1200.5", "it was $1,200.50.")]
    [InlineData("1200.5", "1.200,50 €")]
    [InlineData("1200.5", "(€1200,50)")]
    [InlineData("\"$1,200.50\"", "1200.5")]
    [InlineData("1200000", "1,200,000 and more")]
    [InlineData("1200000", "1.200.000")]
    [InlineData("1200", "$1,200")]
    [InlineData("1200", "1200.00, please")]
    [InlineData("1.2e3", "1200")]
    [InlineData("-120.5", "a balance of -120.50")]
    [InlineData("\"1656367028\"", "item 1656367028, blue")]
    [InlineData("\"1,200\"", "exactly 1,200")]
    [InlineData("0.125", "0,125")]
    [InlineData("\"01234\"", "zip code 01234")]
    public void A_number_is_found_however_it_is_written(string value, string input) => Story.Told(input).Finds(value, Found.Input);

    [Theory]
    [InlineData("1200", "1,200")]
    [InlineData("1200", "1.200")]
    [InlineData("1.25", "1.250")]
    [InlineData("1200", "€1,200")]
    [InlineData("1200", "1200%")]
    [InlineData("1200", "-1200")]
    [InlineData("1200", "12001")]
    [InlineData("1200", "1200.5")]
    [InlineData("1200", "W1200")]
    [InlineData("1200", "1200ml")]
    [InlineData("1200", "11/1200")]
    [InlineData("1200", "12,00,1200")]
    [InlineData("1234", "01234")]
    [InlineData("2024", "2024-05-03")]
    [InlineData("\"$1200\"", "€1200")]
    [InlineData("\"1250%\"", "1250")]
    [InlineData("12345678", "1.2345678e7")]
    public void What_could_mean_something_else_shows_nothing(string value, string input) => Story.Told(input).Finds(value, Found.NotFound);

    [Theory]
    [InlineData("1200.5", "1200.50")]
    [InlineData("\"1656367028\"", "1656367028")]
    [InlineData("1656367028", "\"1656367028\"")]
    [InlineData("12345678", "1.2345678e7")]
    public void A_number_of_a_record_is_the_same_as_a_text(string value, string result) =>
        Story.Told("Hello.").Looks("""{"order":"mine"}""", $$"""{"x":{{result}}}""").Finds(value, Found.Record);

    [Theory]
    [InlineData("2024-05-03", "on 2024-05-03.")]
    [InlineData("2024-05-03", "2024-05-03T10:20:30Z")]
    [InlineData("2024-05-03", "2024-05-03 10:20")]
    [InlineData("2024-05-03", "May 3, 2024")]
    [InlineData("2024-05-03", "since 3 May 2024!")]
    [InlineData("2024-09-03", "Sept. 3rd, 2024")]
    [InlineData("3 May 2024", "2024-05-03")]
    [InlineData("May 3, 2024", "03 May 2024")]
    [InlineData("2024-05-03T10:00:00Z", "2024-05-03T10:00:00.000Z")]
    [InlineData("2024-05-03T12:00:00+02:00", "2024-05-03T10:00:00Z")]
    public void A_day_is_found_however_it_is_written(string value, string input) => Story.Told(input).Finds($"\"{value}\"", Found.Input);

    [Theory]
    [InlineData("2024-05-03", "03/05/2024")]
    [InlineData("2024-05-03", "May 2024")]
    [InlineData("2024-05-03", "May 30, 2024")]
    [InlineData("2024-05-03", "May 13, 2024")]
    [InlineData("2024-05-03", "12024-05-03")]
    [InlineData("2024-05-03", "2024-05-03-7")]
    [InlineData("2024-05-03T10:00:00Z", "2024-05-03")]
    [InlineData("2024-05-03T10:00:00Z", "2024-05-03T11:00:00Z")]
    public void A_day_that_is_not_clear_shows_nothing(string value, string input) => Story.Told(input).Finds($"\"{value}\"", Found.NotFound);
}
